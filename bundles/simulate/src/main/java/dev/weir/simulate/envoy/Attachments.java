package dev.weir.simulate.envoy;

import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.simulate.trace.JsonText;
import java.io.IOException;
import java.util.Map;

/** Writes the attachments of an enter. */
final class Attachments {

  private Attachments() {}

  static void write(JsonText out, Map<String, ParamValue> attachments) throws IOException {
    String separator = ",\"attachments\":{";
    for (Map.Entry<String, ParamValue> attachment : attachments.entrySet()) {
      out.raw(separator).string(attachment.getKey()).raw(":");
      value(out, attachment.getValue());
      separator = ",";
    }
    out.raw(attachments.isEmpty() ? "" : "}");
  }

  private static void value(JsonText out, ParamValue value) throws IOException {
    if (value instanceof OfString text) {
      out.string(text.value());
    } else if (value instanceof OfLong whole) {
      out.raw(Long.toString(whole.value()));
    } else if (value instanceof OfBoolean flag) {
      out.raw(Boolean.toString(flag.value()));
    } else if (value instanceof OfDouble decimal) {
      out.raw(Double.toString(decimal.value()));
    }
  }
}
