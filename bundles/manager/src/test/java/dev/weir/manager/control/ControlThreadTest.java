package dev.weir.manager.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ControlThreadTest {

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch ticked = new CountDownLatch(3);
  private final ControlThread thread = new ControlThread(ticked::countDown, 10);

  @Test
  void closedWhileBusy_doesAllThatWasPostedAndTheLastWork() {
    CountDownLatch closing = new CountDownLatch(1);
    thread.post(
        () -> {
          await(closing);
          done.add("slow");
        });
    thread.post(() -> done.add("queued"));
    openWhenItWaits(Thread.currentThread(), closing);
    thread.close(() -> done.add("last"));

    assertThat(done).containsExactly("slow", "queued", "last");
  }

  @Test
  void workThatFails_doesNotEndTheThread() {
    thread.post(
        () -> {
          throw new IllegalStateException("a bug");
        });

    assertThat(thread.<String>ask(() -> "still here")).isEqualTo("still here");
    thread.close(() -> {});
  }

  @Test
  void questionThatIsRefused_isRefusedToTheAsker() {
    assertThatThrownBy(
            () ->
                thread.askHook(
                    () -> {
                      throw new HookException("no such hook");
                    }))
        .isInstanceOf(HookException.class)
        .hasMessage("no such hook");
    thread.close(() -> {});
  }

  @Test
  void posted_afterTheEnd_isDropped() {
    thread.close(() -> {});
    thread.post(() -> done.add("late"));

    assertThat(done).isEmpty();
  }

  @Test
  void periodChanged_ticksGoOn() throws InterruptedException {
    thread.every(5);

    assertThat(ticked.await(10, TimeUnit.SECONDS)).isTrue();
    thread.close(() -> {});
  }

  private static void openWhenItWaits(Thread closer, CountDownLatch latch) {
    new Thread(
            () -> {
              while (closer.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              latch.countDown();
            })
        .start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
