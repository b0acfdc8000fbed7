package dev.weir.envoy.xds;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An Envoy on a state-of-the-world stream, without a network: it keeps every response, and answers
 * when told to, or by itself.
 */
public final class FakeEnvoy implements StreamObserver<DiscoveryResponse> {

  /** What a judge says of a resource that it takes. */
  public static final String ACCEPT = "";

  private final String node;
  private final WholeStream stream;
  private final List<DiscoveryResponse> responses = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();
  private Function<TypedExtensionConfig, String> judge;
  private boolean automatic;
  private List<String> slots = List.of();

  public FakeEnvoy(Slots server, String node) {
    this.node = node;
    this.judge = resource -> ACCEPT;
    this.stream = new WholeStream(server, this);
    stream.open();
  }

  /** From now on every response is answered at once: with {@link #ACCEPT}, or with an error. */
  public FakeEnvoy answering(Function<TypedExtensionConfig, String> verdict) {
    judge = verdict;
    automatic = true;
    return this;
  }

  /** Asks for exactly these slots, as the first message of a stream or a later one. */
  public void ask(String... names) {
    slots = List.of(names);
    send(request(responses.isEmpty() ? "" : last().getNonce()));
  }

  public void accept(DiscoveryResponse response) {
    send(request(response.getNonce()).setVersionInfo(response.getVersionInfo()));
  }

  public void refuse(DiscoveryResponse response, String message) {
    send(request(response.getNonce()).setErrorDetail(Status.newBuilder().setMessage(message)));
  }

  /** Asks for a resource of another type. */
  public void askForType(String typeUrl) {
    stream.onNext(DiscoveryRequest.newBuilder().setTypeUrl(typeUrl).addResourceNames("x").build());
  }

  public void hangUp() {
    stream.onError(new IllegalStateException("connection reset"));
  }

  public List<DiscoveryResponse> responses() {
    return responses;
  }

  public DiscoveryResponse last() {
    return responses.get(responses.size() - 1);
  }

  /** What the last response put in place. */
  public TypedExtensionConfig lastResource() {
    try {
      return last().getResources(0).unpack(TypedExtensionConfig.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public List<Throwable> errors() {
    return errors;
  }

  @Override
  public void onNext(DiscoveryResponse response) {
    responses.add(response);
    if (automatic) {
      String verdict = judge.apply(lastResource());
      if (verdict.equals(ACCEPT)) {
        accept(response);
      } else {
        refuse(response, verdict);
      }
    }
  }

  @Override
  public void onError(Throwable problem) {
    errors.add(problem);
  }

  @Override
  public void onCompleted() {}

  private DiscoveryRequest.Builder request(String nonce) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(DiscoveryStream.TYPE_URL)
        .setNode(Node.newBuilder().setId(node))
        .setResponseNonce(nonce)
        .addAllResourceNames(slots);
  }

  private void send(DiscoveryRequest.Builder request) {
    stream.onNext(request.build());
  }
}
