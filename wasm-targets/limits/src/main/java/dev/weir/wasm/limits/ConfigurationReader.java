package dev.weir.wasm.limits;

import dev.weir.rule.HotspotRule;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.limits.shard.ShardNeeds;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.json.JsonException;
import dev.weir.wasm.sdk.json.JsonReader;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration, whole or not at all: a revision and rules, as {@link RuleReader} has them.
 *
 * <pre>{@code
 * {"revision":7,"firstError":500,"memory":16,"resources":[…],"rules":[…]}
 * }</pre>
 *
 * <p>The resources are as {@link DefinitionReader} has them.
 *
 * <p>Of a large set those rules that can be are divided into shards. The object, on one line, then
 * has their lengths in bytes, and the shards follow, a line each: what its rules need, as {@link
 * ShardNeeds} has it, and the rules.
 *
 * <pre>{@code
 * {"revision":7,"rules":[…],"code":81985529216486895,"pacing":1,"shards":[163,4,…]}
 * [2,20000,1,{…},{…}]
 * [0,0,0]
 * …
 * }</pre>
 *
 * <p>A field that is not known is refused: a rule that says more than the filter understands must
 * not be enforced as if it did not.
 */
final class ConfigurationReader {

  /** Most rules of one configuration. */
  static final int MAX_RULES = RuleSet.MAX_RULES;

  private final Memory memory;
  private final Upstreams upstreams;
  private final Requests requests;

  /** A reader of shards, or where there are no outlier rules. */
  ConfigurationReader(Memory memory) {
    this(memory, Upstreams.NONE, Requests.UNDEFINED);
  }

  /**
   * @param upstreams whether there can be outlier rules
   * @param requests whether there can be definitions of resources
   */
  ConfigurationReader(Memory memory, Upstreams upstreams, Requests requests) {
    this.memory = memory;
    this.upstreams = upstreams;
    this.requests = requests;
  }

  /**
   * @throws RefusedException which byte or rule is at fault, and what was expected
   */
  Configuration read(Slice text) {
    JsonReader json = new JsonReader(memory, text);
    try {
      return read(json);
    } catch (JsonException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private Configuration read(JsonReader json) {
    Fields fields = new Fields(json);
    Shape shape = new Shape();
    long revision = 0;
    int firstError = Configuration.SERVER_ERRORS;
    int memory = Budget.DEFAULT_MIB;
    List<Rule> rules = List.of();
    Definitions definitions = Definitions.NONE;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "revision" -> revision = json.integer();
        case "firstError" -> firstError = status(json);
        case "memory" -> memory = mebibytes(json);
        case "resources" -> definitions = requests.read(json);
        case "rules" -> {
          shape.rulesFrom = json.position();
          rules = rules(json);
          shape.rulesTo = json.position();
        }
        case "code" -> shape.code = json.integer();
        case "pacing" -> shape.pacing = json.integer() != 0;
        case "shards" -> shape.lengths = lengths(json);
        default -> throw fields.unknown(name);
      }
    }
    fields.require("revision");
    fields.require("rules");
    return new Configuration(
        revision, firstError, memory, definitions, rules, sharding(json, shape));
  }

  /** What the object says of shards. */
  private static final class Shape {

    int rulesFrom;
    int rulesTo;
    long code;
    boolean pacing;
    int @Nullable [] lengths;
  }

  private @Nullable Sharding sharding(JsonReader json, Shape shape) {
    int[] lengths = shape.lengths;
    if (lengths == null) {
      json.end();
      return null;
    }
    Slice shards = json.rest();
    int left = shards.length();
    for (int length : lengths) {
      if (length < 0 || length > left) {
        throw json.invalid("shards are longer than the " + shards.length() + " bytes that follow");
      }
      left -= length;
    }
    if (left != 0) {
      throw json.invalid("there are " + left + " bytes behind the last shard");
    }
    Slice rules = new Slice(shape.rulesFrom, shape.rulesTo - shape.rulesFrom);
    return new Sharding(shape.code, shape.pacing, rules, lengths, shards, sum(lengths, shards));
  }

  private static int[] lengths(JsonReader json) {
    int[] lengths = new int[ResourceHash.SHARDS];
    int count = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (count == lengths.length) {
        throw json.invalid("more than " + lengths.length + " shards");
      }
      lengths[count++] = Fields.small(json.integer());
    }
    if (count != lengths.length) {
      throw json.invalid("expected " + lengths.length + " shards, found " + count);
    }
    return lengths;
  }

  private ShardNeeds sum(int[] lengths, Slice shards) {
    ShardNeeds sum = ShardNeeds.NONE;
    int from = shards.address();
    for (int i = 0; i < lengths.length; i++) {
      try {
        sum = sum.and(needs(new JsonReader(memory, new Slice(from, lengths[i]))));
      } catch (JsonException e) {
        throw new RefusedException("shard " + i + ": " + e.getMessage());
      }
      from += lengths[i];
    }
    return sum;
  }

  /** What a shard says that its rules need. */
  private static ShardNeeds needs(JsonReader json) {
    json.beginArray();
    int rules = (int) need(json, MAX_RULES);
    long values = need(json, (long) rules * HotspotRule.MAX_CAPACITY);
    return new ShardNeeds(rules, values, (int) need(json, rules));
  }

  private static long need(JsonReader json, long most) {
    long need = json.nextElement() ? json.integer() : -1;
    if (need < 0 || need > most) {
      throw json.invalid("a shard begins with what its rules need, at most " + most + " here");
    }
    return need;
  }

  /**
   * The rules of a shard, which are as many as it says and ask for as many values.
   *
   * @throws JsonException which byte or rule is at fault, and what was expected
   */
  List<Rule> shard(Slice text) {
    JsonReader json = new JsonReader(memory, text);
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    ShardNeeds said = needs(json);
    while (json.nextElement()) {
      add(json, rules, ids);
    }
    json.end();
    if (rules.size() != said.rules()) {
      throw json.invalid("expected " + said.rules() + " rules, found " + rules.size());
    }
    long values = ShardNeeds.values(rules);
    if (values != said.values()) {
      throw json.invalid("expected rules that ask for " + said.values() + " values, not " + values);
    }
    return rules;
  }

  private static int status(JsonReader json) {
    long status = json.integer();
    if (status < 400 || status > 599) {
      throw json.invalid("firstError must be a status of 400 to 599, was " + status);
    }
    return (int) status;
  }

  private static int mebibytes(JsonReader json) {
    long memory = json.integer();
    if (memory < Budget.LEAST_MIB || memory > Budget.MOST_MIB) {
      throw json.invalid(
          "memory must be " + Budget.LEAST_MIB + " to " + Budget.MOST_MIB + " MiB, was " + memory);
    }
    return (int) memory;
  }

  private List<Rule> rules(JsonReader json) {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    json.beginArray();
    while (json.nextElement()) {
      add(json, rules, ids);
    }
    return rules;
  }

  private void add(JsonReader json, List<Rule> rules, Set<String> ids) {
    if (rules.size() == MAX_RULES) {
      throw json.invalid("more than " + MAX_RULES + " rules");
    }
    Rule rule = rule(json, rules.size());
    if (!ids.add(rule.id())) {
      throw json.invalid("id '" + rule.id() + "' is there twice");
    }
    rules.add(rule);
  }

  private Rule rule(JsonReader json, int index) {
    try {
      return new RuleReader(json, upstreams).read();
    } catch (InvalidRuleException e) {
      throw json.invalid("rules[" + index + "]: " + e.getMessage());
    }
  }
}
