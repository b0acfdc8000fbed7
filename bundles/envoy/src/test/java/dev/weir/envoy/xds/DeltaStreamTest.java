package dev.weir.envoy.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The delta variant of the protocol. */
class DeltaStreamTest {

  private final Slots slots = new Slots(DeltaStreamTest::resource);
  private final List<DeltaDiscoveryResponse> responses = new ArrayList<>();
  private final DeltaStream stream = new DeltaStream(slots, new Recorder());

  DeltaStreamTest() {
    stream.open();
  }

  @Test
  void subscribed_resourceCarriesNameAndVersion() {
    Published published = slots.publish(resource("a"));
    stream.onNext(request().addResourceNamesSubscribe("a").build());
    assertThat(responses).hasSize(1);
    assertThat(responses.get(0).getResources(0).getName()).isEqualTo("a");
    assertThat(responses.get(0).getResources(0).getVersion()).isEqualTo(published.version());
  }

  @Test
  void subscribedOneByOne_bothAreWanted() {
    Published a = slots.publish(resource("a"));
    Published b = slots.publish(resource("b"));
    stream.onNext(request().addResourceNamesSubscribe("a").build());
    stream.onNext(request().addResourceNamesSubscribe("b").build());
    acceptLast();
    acceptLast();
    assertThat(slots.tally(a)).isEqualTo(new Tally(1, 1, 0, ""));
    assertThat(slots.tally(b)).isEqualTo(new Tally(1, 1, 0, ""));
  }

  @Test
  void unsubscribed_isNotSentAnyMore() {
    slots.publish(resource("a"));
    stream.onNext(request().addResourceNamesSubscribe("a").build());
    acceptLast();
    stream.onNext(request().addResourceNamesUnsubscribe("a").build());
    slots.publish(resource("a"));
    assertThat(responses).hasSize(1);
  }

  @Test
  void refused_tallyHasTheMessage() {
    Published published = slots.publish(resource("a"));
    stream.onNext(request().addResourceNamesSubscribe("a").build());
    stream.onNext(
        request()
            .setResponseNonce(responses.get(0).getNonce())
            .setErrorDetail(Status.newBuilder().setMessage("no"))
            .build());
    assertThat(slots.tally(published)).isEqualTo(new Tally(1, 0, 1, "Envoy without an id: no"));
  }

  private void acceptLast() {
    String nonce = responses.get(responses.size() - 1).getNonce();
    stream.onNext(request().setResponseNonce(nonce).build());
  }

  private static DeltaDiscoveryRequest.Builder request() {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(DiscoveryStream.TYPE_URL);
  }

  private static TypedExtensionConfig resource(String slot) {
    return TypedExtensionConfig.newBuilder().setName(slot).build();
  }

  private final class Recorder implements StreamObserver<DeltaDiscoveryResponse> {
    @Override
    public void onNext(DeltaDiscoveryResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable problem) {
      throw new AssertionError(problem);
    }

    @Override
    public void onCompleted() {}
  }
}
