package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.HttpResource;
import java.util.List;
import java.util.Optional;

/** Weir's {@code HttpResource}: which requests a resource has that rules name. */
final class HttpResourceKind implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "HttpResource";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the resource and its matches").object();
    String id = Ids.read(spec, meta);
    Optional<HttpResource> resource = HttpResourceFields.read(spec, id);
    spec.refuseOthers();
    return resource.isPresent()
        ? new SingleRule(id, List.of(), found -> resource.get())
        : new Meaning.Nothing();
  }
}
