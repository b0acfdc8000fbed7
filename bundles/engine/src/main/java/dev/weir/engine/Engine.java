package dev.weir.engine;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.StatNode;
import dev.weir.engine.match.NamePattern;
import dev.weir.engine.outlier.OutlierBook;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import java.util.List;

/**
 * Decides calls by the rules of a {@link RuleSet} and keeps the statistics, as sentinel-golang
 * v1.0.4 does.
 *
 * <p>Get the {@link Resource} once; for each call {@link #enter} an {@link Entry} of yours and,
 * unless it was blocked, {@link #exit} it when the call has ended. Any number of threads may do so
 * at once; a decision takes no lock and allocates nothing. Loading other rules replaces one
 * reference: calls go on meanwhile, by the old rules or by the new ones.
 */
public final class Engine {

  private final Clock clock;
  private final Options options;
  private final Signals signals = new Signals();
  private final Resources resources;
  private final RuleLoader loader;
  private final Resource untracked = new Resource("", Integer.MAX_VALUE, new StatNode());
  private final BreakerOptions breakerOptions;
  private volatile Book book;
  private volatile OutlierBook outliers = OutlierBook.EMPTY;

  /** An engine without rules, with Sentinel's ways and with patterns. */
  public Engine(Clock clock) {
    this(clock, Options.DEFAULT.withPatterns(NamePattern::of), BreakerListener.NONE);
  }

  /**
   * An engine without rules.
   *
   * @param clock read once per enter and once per exit
   * @param options its bound, and where it may differ from Sentinel
   * @param breakers hears of every change of a circuit breaker
   */
  public Engine(Clock clock, Options options, BreakerListener breakers) {
    this.clock = clock;
    this.options = options;
    this.breakerOptions = new BreakerOptions(options.rollbackRenewsRetry(), false, breakers);
    this.resources = new Resources(options.maxResources());
    StatNode node = new StatNode();
    Resource total = new Resource(SystemRule.TOTAL_INBOUND, Integer.MAX_VALUE, node);
    this.loader =
        new RuleLoader(total, new ResourceSite.Surroundings(signals, options, breakers, resources));
    this.book = new Book(0, List.of(), new Inbound(node, Plan.EMPTY), List.of());
  }

  /** Puts a set in force, whole; rules that are the same go on with what they have counted. */
  public void load(RuleSet rules) {
    synchronized (resources) {
      book = loader.load(rules, book);
      outliers = outliers.next(rules, breakerOptions);
    }
  }

  /** The number of the set in force. */
  public long revision() {
    return book.revision();
  }

  /** The figures of the host, for system rules and memory-adaptive flow rules; set them. */
  public Signals signals() {
    return signals;
  }

  /** How it is set up. */
  public Options options() {
    return options;
  }

  /**
   * The handle of a resource: the same one for as long as the engine lives. When there are {@link
   * Options#maxResources} others and no rule names this one, it is {@link #untracked}.
   */
  public Resource resource(String name) {
    Resource known = resources.find(name);
    return known != null ? known : make(name);
  }

  private Resource make(String name) {
    synchronized (resources) {
      Resource known = resources.find(name);
      if (known != null) {
        return known;
      }
      if (resources.full()) {
        return untracked;
      }
      Resource made = resources.prepare(name);
      book = loader.add(made, book);
      return resources.publish(made);
    }
  }

  /** What stands for all resources beyond the bound: no rule, one statistic of them all. */
  public Resource untracked() {
    return untracked;
  }

  /** Statistics over all inbound traffic. */
  public StatNode inbound() {
    return book.inbound().node();
  }

  /** The system rules, compiled. */
  Plan inboundPlan() {
    return book.inbound().plan();
  }

  /** The nodes of resources that have an outlier rule. */
  public OutlierBook outliers() {
    return outliers;
  }

  /** Every resource there is; some that are made meanwhile may be missing. */
  public List<Resource> resources() {
    return resources.snapshot();
  }

  /** The checks of a resource, in order. */
  public Plan plan(Resource resource) {
    return book.plan(resource);
  }

  /**
   * Decides a call.
   *
   * @param entry which is not inside; says what was decided in more detail
   * @throws IllegalStateException when the entry has not exited from where it is
   */
  public Verdict enter(Resource resource, Entry entry) {
    Book now = book;
    return now.plan(resource).enter(resource, entry, now.inbound(), clock.nanos());
  }

  /**
   * Ends a call; an entry that is not inside is left alone.
   *
   * @param error whether it failed
   */
  public void exit(Entry entry, boolean error) {
    Resource resource = entry.resource();
    if (resource != null) {
      Book now = book;
      now.plan(resource).complete(entry, now.inbound(), clock.nanos(), error);
      entry.forget();
    }
  }
}
