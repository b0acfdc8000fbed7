package dev.weir.conformance.wasm;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.match.NamePattern;
import dev.weir.engine.scenario.Questions;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;
import org.teavm.interop.Export;

/**
 * The module's program. The host writes a script to {@link Op#INPUT} and calls {@code
 * proxy_on_tick}; for each call that the script has entered there is an answer at {@link
 * Op#OUTPUT}, a byte and the nanoseconds to wait.
 */
public final class Driver {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final Entry[] RUNNING = new Entry[Op.SLOTS];

  private static long nowNanos;
  private static long revision;
  private static Questions questions = new Questions();
  private static Engine engine = engine(Options.DEFAULT);
  private static Entry last = new Entry();
  private static int out;

  private Driver() {}

  private static Engine engine(Options options) {
    return new Engine(() -> nowNanos, options.withPatterns(NamePattern::of), questions);
  }

  /** Runs once when the module starts. */
  public static void main(String[] arguments) {
    for (int i = 0; i < RUNNING.length; i++) {
      RUNNING[i] = new Entry();
    }
    nowNanos = arguments == null ? 0 : 1;
  }

  /** Says which ABI the module speaks, as every module that the linker makes. */
  @Export(name = "proxy_abi_version_0_2_1")
  public static void abiVersion() {}

  /** Nothing is asked of the host, so it has nothing to return. */
  @Export(name = "proxy_on_memory_allocate")
  public static int allocate(int size) {
    return size < 0 ? 0 : Op.INPUT;
  }

  /** Runs the script; gives the number of bytes of the answers. */
  @Export(name = "proxy_on_tick")
  public static int run(int unused) {
    out = Op.OUTPUT;
    try {
      ScriptReader in = new ScriptReader(Op.INPUT);
      while (step(in)) {
        revision++;
      }
    } catch (RuntimeException e) {
      answer(Op.FAILED, 0);
    }
    return out - Op.OUTPUT;
  }

  private static boolean step(ScriptReader in) {
    switch (in.u8()) {
      case Op.RESET -> reset(Options.DEFAULT);
      case Op.OPTIONS -> reset(options(in.u8()));
      case Op.ASK -> ask(in);
      case Op.RULES -> {
        nowNanos = in.i64();
        engine.load(new RuleSet(revision, new RuleDecoder(in).rules()));
      }
      case Op.ENTER -> enter(in);
      case Op.EXIT -> {
        nowNanos = in.i64();
        engine.exit(RUNNING[in.i32()], in.u8() != 0);
      }
      case Op.SIGNAL -> signal(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Options options(int sum) {
    Options options = Options.DEFAULT;
    if ((sum & Op.INHERITED_DEBT) != 0) {
      options = options.withInheritedDebt();
    }
    if ((sum & Op.RENEWED_RETRY) != 0) {
      options = options.withRenewedRetry();
    }
    if ((sum & Op.ABANDONED_PROBES) != 0) {
      options = options.withAbandonedProbes();
    }
    return (sum & Op.FEW_RESOURCES) != 0 ? options.withMaxResources(Op.FEW) : options;
  }

  private static void reset(Options options) {
    questions = new Questions();
    engine = engine(options);
    for (int i = 0; i < RUNNING.length; i++) {
      if (RUNNING[i].inside()) {
        RUNNING[i] = new Entry();
      }
    }
  }

  private static void ask(ScriptReader in) {
    nowNanos = in.i64();
    String question = in.string();
    String answer;
    if (question.equals("blockedBy")) {
      Rule rule = last.blockedBy();
      answer = rule == null ? "" : rule.id();
    } else {
      answer = questions.answer(engine, question, nowNanos / NANOS_PER_MS);
    }
    answer(Op.TEXT, answer.length());
    for (int i = 0; i < answer.length(); i++) {
      Address.fromInt(out).putShort((short) answer.charAt(i));
      out += Character.BYTES;
    }
  }

  private static void enter(ScriptReader in) {
    nowNanos = in.i64();
    String resource = in.string();
    last = RUNNING[in.i32()];
    long batch = in.i64();
    last.inbound(in.u8() != 0);
    last.arguments().clear();
    for (int n = in.u8(); n > 0; n--) {
      in.value(last.arguments().args());
    }
    for (int n = in.u8(); n > 0; n--) {
      in.value(last.arguments().attach(in.string()));
    }
    try {
      engine.enter(engine.resource(resource), last.batch(batch));
    } catch (IllegalStateException e) {
      answer(Op.INSIDE, 0);
      return;
    } catch (IllegalArgumentException e) {
      answer(Op.REFUSED, 0);
      return;
    }
    switch (last.verdict()) {
      case PASS -> answer(Op.PASSED, 0);
      case WAIT -> answer(Op.WAITS, last.waitNanos());
      case BLOCK -> answer(Op.BLOCKED + kind(last.blockedBy()), 0);
    }
  }

  private static int kind(@Nullable Rule rule) {
    if (rule instanceof FlowRule) {
      return Op.FLOW;
    } else if (rule instanceof CircuitBreakerRule) {
      return Op.BREAKER;
    } else if (rule instanceof HotspotRule) {
      return Op.HOTSPOT;
    }
    return rule instanceof IsolationRule ? Op.ISOLATION : Op.SYSTEM;
  }

  private static void signal(ScriptReader in) {
    nowNanos = in.i64();
    if (in.u8() != 0) {
      engine.signals().load(in.f64());
    }
    if (in.u8() != 0) {
      engine.signals().cpuUsage(in.f64());
    }
    if (in.u8() != 0) {
      engine.signals().memoryBytes(in.i64());
    }
  }

  private static void answer(int code, long waitNanos) {
    Address.fromInt(out).putByte((byte) code);
    Address.fromInt(out + 1).putLong(waitNanos);
    out += 1 + Long.BYTES;
  }
}
