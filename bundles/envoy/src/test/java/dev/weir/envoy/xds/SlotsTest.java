package dev.weir.envoy.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent when, and who is counted as what. */
class SlotsTest {

  private final Slots slots = new Slots(slot -> resource(slot, "idle"));

  @Test
  void envoyConnects_getsTheCurrentState() {
    Published published = slots.publish(resource("a", "1"));
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    assertThat(envoy.lastResource()).isEqualTo(resource("a", "1"));
    assertThat(envoy.last().getVersionInfo()).isEqualTo(published.version());
    assertThat(slots.tally(published)).isEqualTo(new Tally(1, 0, 0, ""));
    envoy.accept(envoy.last());
    assertThat(slots.tally(published)).isEqualTo(new Tally(1, 1, 0, ""));
  }

  @Test
  void publishedWhileAnAnswerIsAwaited_onlyTheLatestIsSentAfterIt() {
    slots.publish(resource("a", "1"));
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    slots.publish(resource("a", "2"));
    slots.publish(resource("a", "3"));
    assertThat(envoy.responses()).hasSize(1);
    envoy.accept(envoy.last());
    assertThat(envoy.responses()).hasSize(2);
    assertThat(envoy.lastResource()).isEqualTo(resource("a", "3"));
  }

  @Test
  void staleAnswer_hasNoEffect() {
    slots.publish(resource("a", "1"));
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    DiscoveryResponse first = envoy.last();
    envoy.accept(first);
    Published second = slots.publish(resource("a", "2"));
    envoy.accept(first);
    assertThat(slots.tally(second)).isEqualTo(new Tally(1, 0, 0, ""));
  }

  @Test
  void refused_tallyNamesNodeAndMessage() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "edge-7");
    envoy.ask("a");
    Published published = slots.publish(resource("a", "bad"));
    envoy.refuse(envoy.last(), "no such filter");
    assertThat(slots.tally(published))
        .isEqualTo(new Tally(1, 0, 1, "Envoy edge-7: no such filter"));
    assertThat(envoy.responses()).as("a refused version is not sent again").hasSize(1);
  }

  @Test
  void refusedThenPublishedAnew_refusalIsForgotten() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    slots.publish(resource("a", "bad"));
    envoy.refuse(envoy.last(), "no");
    Published good = slots.publish(resource("a", "good"));
    envoy.accept(envoy.last());
    assertThat(slots.tally(good)).isEqualTo(new Tally(1, 1, 0, ""));
  }

  @Test
  void twoSlots_oneResponseEach() {
    slots.publish(resource("a", "1"));
    Published b = slots.publish(resource("b", "1"));
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a", "b");
    assertThat(envoy.responses()).hasSize(1);
    envoy.refuse(envoy.last(), "not this one");
    assertThat(envoy.lastResource().getName()).isEqualTo("b");
    envoy.accept(envoy.last());
    assertThat(slots.tally(b)).isEqualTo(new Tally(1, 1, 0, ""));
  }

  @Test
  void slotDroppedAndAskedForAgain_isSentAgain() {
    slots.publish(resource("a", "1"));
    FakeEnvoy envoy = new FakeEnvoy(slots, "e").answering(resource -> FakeEnvoy.ACCEPT);
    envoy.ask("a");
    envoy.ask();
    assertThat(envoy.responses()).hasSize(1);
    envoy.ask("a");
    assertThat(envoy.responses()).hasSize(2);
  }

  @Test
  void unspokenSlot_isAnsweredOnceSettled() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    assertThat(envoy.responses()).isEmpty();
    slots.settle();
    assertThat(envoy.lastResource()).isEqualTo(resource("a", "idle"));
  }

  @Test
  void retractedBeforeSettled_envoyIsLeftWithWhatItHas() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    Published bad = slots.publish(resource("a", "bad"));
    envoy.refuse(envoy.last(), "no");
    slots.retract(bad);
    assertThat(envoy.responses()).hasSize(1);
    assertThat(slots.current("a")).isNull();
  }

  @Test
  void envoyGone_isNotWaitedFor() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("a");
    Published published = slots.publish(resource("a", "1"));
    assertThat(slots.await(published, Duration.ZERO).complete()).isFalse();
    envoy.hangUp();
    assertThat(slots.await(published, Duration.ZERO)).isEqualTo(new Tally(0, 0, 0, ""));
  }

  @Test
  void envoyWithoutTheSlot_isNotCounted() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask("b");
    Published published = slots.publish(resource("a", "1"));
    assertThat(slots.tally(published)).isEqualTo(new Tally(0, 0, 0, ""));
    assertThat(envoy.responses()).isEmpty();
  }

  @Test
  void tooManySlots_streamEndsWithAnError() {
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.ask(
        IntStream.rangeClosed(0, Subscriber.MAX_SLOTS)
            .mapToObj(Integer::toString)
            .toArray(String[]::new));
    assertThat(envoy.errors()).singleElement().asString().contains("INVALID_ARGUMENT", "at most");
    slots.publish(resource("0", "1"));
    assertThat(envoy.responses()).isEmpty();
  }

  @Test
  void otherResourceType_isLeftUnanswered() {
    slots.settle();
    FakeEnvoy envoy = new FakeEnvoy(slots, "e");
    envoy.askForType("type.googleapis.com/envoy.config.cluster.v3.Cluster");
    assertThat(envoy.responses()).isEmpty();
    assertThat(envoy.errors()).isEmpty();
  }

  private static TypedExtensionConfig resource(String slot, String content) {
    return TypedExtensionConfig.newBuilder()
        .setName(slot)
        .setTypedConfig(Any.pack(StringValue.of(content)))
        .build();
  }
}
