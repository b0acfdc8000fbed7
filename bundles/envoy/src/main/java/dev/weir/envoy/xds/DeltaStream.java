package dev.weir.envoy.xds;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.StreamObserver;

/**
 * A stream that speaks the delta variant: requests say what is wanted more or less than before.
 * What Envoy says it has from an earlier stream is sent again all the same; it compares contents
 * and does nothing when they are equal.
 */
final class DeltaStream extends DiscoveryStream<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {

  DeltaStream(Slots slots, StreamObserver<DeltaDiscoveryResponse> out) {
    super(slots, out);
  }

  @Override
  String typeUrl(DeltaDiscoveryRequest request) {
    return request.getTypeUrl();
  }

  @Override
  void hear(Subscriber subscriber, DeltaDiscoveryRequest request) {
    subscriber.node(request.getNode().getId());
    request.getResourceNamesUnsubscribeList().forEach(subscriber::unsubscribe);
    request.getResourceNamesSubscribeList().forEach(subscriber::subscribe);
    subscriber.answered(
        request.getResponseNonce(),
        request.hasErrorDetail() ? request.getErrorDetail().getMessage() : null);
  }

  @Override
  DeltaDiscoveryResponse response(String nonce, Published published) {
    return DeltaDiscoveryResponse.newBuilder()
        .setTypeUrl(TYPE_URL)
        .setNonce(nonce)
        .setSystemVersionInfo(published.version())
        .addResources(
            Resource.newBuilder()
                .setName(published.slot())
                .setVersion(published.version())
                .setResource(Any.pack(published.resource())))
        .build();
  }
}
