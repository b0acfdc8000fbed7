package dev.weir.envoy.xds;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open discovery stream, between gRPC and {@link Slots}. Requests for other types than
 * extension configurations are left unanswered.
 *
 * @param <Q> request
 * @param <A> response
 */
abstract sealed class DiscoveryStream<Q, A> implements StreamObserver<Q>
    permits WholeStream, DeltaStream {

  /** The resource type that is served. */
  static final String TYPE_URL = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryStream.class);

  private final Slots slots;
  private final StreamObserver<A> out;
  private final Subscriber subscriber;

  DiscoveryStream(Slots slots, StreamObserver<A> out) {
    this.slots = slots;
    this.out = out;
    this.subscriber = new Subscriber((nonce, published) -> out.onNext(response(nonce, published)));
  }

  /** Opens the stream; called once, before the first request. */
  DiscoveryStream<Q, A> open() {
    if (out instanceof ServerCallStreamObserver<A> call) {
      call.setOnCancelHandler(() -> slots.leave(subscriber));
    }
    slots.join(subscriber);
    return this;
  }

  abstract String typeUrl(Q request);

  abstract void hear(Subscriber subscriber, Q request);

  abstract A response(String nonce, Published published);

  @Override
  public void onNext(Q request) {
    if (!TYPE_URL.equals(typeUrl(request))) {
      LOG.debug("Left unanswered: a request for {}", typeUrl(request));
      return;
    }
    try {
      slots.hear(subscriber, heard -> hear(heard, request));
    } catch (IllegalArgumentException e) {
      slots.leave(subscriber);
      out.onError(
          Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e).asException());
    }
  }

  @Override
  public void onError(Throwable problem) {
    LOG.debug("An Envoy's stream ended", problem);
    slots.leave(subscriber);
  }

  @Override
  public void onCompleted() {
    slots.leave(subscriber);
    out.onCompleted();
  }
}
