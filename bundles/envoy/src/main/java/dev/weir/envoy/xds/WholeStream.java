package dev.weir.envoy.xds;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashSet;

/** A stream that speaks the state-of-the-world variant: each request names all that is wanted. */
final class WholeStream extends DiscoveryStream<DiscoveryRequest, DiscoveryResponse> {

  WholeStream(Slots slots, StreamObserver<DiscoveryResponse> out) {
    super(slots, out);
  }

  @Override
  String typeUrl(DiscoveryRequest request) {
    return request.getTypeUrl();
  }

  @Override
  void hear(Subscriber subscriber, DiscoveryRequest request) {
    subscriber.node(request.getNode().getId());
    subscriber.retain(new LinkedHashSet<>(request.getResourceNamesList()));
    subscriber.answered(
        request.getResponseNonce(),
        request.hasErrorDetail() ? request.getErrorDetail().getMessage() : null);
  }

  @Override
  DiscoveryResponse response(String nonce, Published published) {
    return DiscoveryResponse.newBuilder()
        .setTypeUrl(TYPE_URL)
        .setNonce(nonce)
        .setVersionInfo(published.version())
        .addResources(Any.pack(published.resource()))
        .build();
  }
}
