package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Fallback;
import dev.weir.rule.Fallback.Header;
import dev.weir.rule.InvalidRuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenSergo's {@code HttpRequestFallbackAction} with its one behavior. What the description leaves
 * out is as in {@link Fallback#TOO_MANY_REQUESTS}.
 */
final class HttpRequestFallbackActionKind implements Kind {

  static final String NAME = "HttpRequestFallbackAction";

  private static final Fallback DEFAULT = Fallback.TOO_MANY_REQUESTS;

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Action read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the action's fields").object();
    spec.required("behavior", "ReturnProvidedResponse")
        .choice(Map.of("ReturnProvidedResponse", ""));
    Fallback fallback =
        spec.optional("behaviorDesc")
            .map(HttpRequestFallbackActionKind::description)
            .orElse(DEFAULT);
    spec.refuseOthers();
    return new Action(fallback);
  }

  /** Reads {@code behaviorDesc}. */
  static Fallback description(Field field) {
    Fields desc = field.object();
    int status =
        desc.optional("responseStatusCode")
            .map(f -> (int) f.integer(200, 599))
            .orElse(DEFAULT.status());
    String body = desc.optional("responseContentBody").map(Field::anyText).orElse(DEFAULT.body());
    List<Header> headers =
        desc.optional("responseAdditionalHeaders")
            .map(HttpRequestFallbackActionKind::headers)
            .orElse(DEFAULT.headers());
    desc.refuseOthers();
    try {
      return new Fallback(status, headers, body);
    } catch (InvalidRuleException e) {
      field.refuse(String.valueOf(e.getMessage()));
      return DEFAULT;
    }
  }

  private static List<Header> headers(Field field) {
    List<Header> headers = new ArrayList<>();
    for (Field item : field.items(0)) {
      Fields header = item.object();
      Field key = header.required("key", "the header's name");
      String value = header.required("value", "the header's value").anyText();
      header.refuseOthers();
      try {
        headers.add(new Header(key.text(256), value));
      } catch (InvalidRuleException e) {
        item.refuse(String.valueOf(e.getMessage()));
      }
    }
    return headers;
  }
}
