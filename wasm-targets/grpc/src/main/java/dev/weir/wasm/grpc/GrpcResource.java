package dev.weir.wasm.grpc;

/** Names of gRPC resources: {@code package.Service/Method}, as a call's path has them. */
final class GrpcResource {

  private GrpcResource() {}

  /** Why no call can have the name, a clause; empty when one can. */
  static String fault(String resource) {
    int slash = resource.indexOf('/');
    boolean two = slash > 0 && slash < resource.length() - 1;
    if (!two || resource.indexOf('/', slash + 1) >= 0) {
      return "the resource is not package.Service/Method, was '" + resource + "'";
    }
    for (int i = 0; i < resource.length(); i++) {
      char c = resource.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '/') {
        return "a name of gRPC has letters, digits, '_' and '.', was '" + resource + "'";
      }
    }
    return "";
  }
}
