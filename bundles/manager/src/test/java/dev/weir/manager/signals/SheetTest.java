package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.CounterNumbers;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.manager.SignalView;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Totals by number, as sources with many counters tell them. */
final class SheetTest {

  private static final long T0 = 2_000_000_000_000L;

  private final SignalBoard board = new SignalBoard();

  /** Ports whose totals are in an array. */
  private static final class Ports implements SignalSource {

    private final long[] passes;
    private final CounterNumbers numbers = new CounterNumbers(Ports::name, SignalEvent.PASS);
    private int asked;
    private int failsAfter = Integer.MAX_VALUE;

    Ports(int count) {
      passes = new long[count];
    }

    private static String name(int place) {
      return "tcp:" + (place + 1);
    }

    @Override
    public String origin() {
      return "kernel";
    }

    @Override
    public int rank() {
      return 10;
    }

    @Override
    public void read(SignalReader reader) throws HookException {
      numbers.begin(reader);
      for (int place = 0; place < passes.length; place++) {
        if (place == failsAfter) {
          throw new HookException("gone in the middle");
        }
        numbers.total(place, 0, passes[place]);
      }
      asked++;
    }
  }

  private long counted(String resource) {
    return board.counted(resource, SignalEvent.PASS);
  }

  @Test
  void totalsByNumber_countAsThoseByName() {
    Ports ports = new Ports(3);
    board.poll(List.of(ports), T0);
    ports.passes[1] = 7;
    board.poll(List.of(ports), T0 + 100);

    assertThat(counted("tcp:2")).isEqualTo(7);
    assertThat(counted("tcp:1")).isZero();
    SignalView view = board.views(T0 + 100).get(1);
    assertThat(view.perSecond()).containsEntry(SignalEvent.PASS, 7L);
    assertThat(view.totals()).containsEntry(SignalEvent.PASS, 7L);
  }

  @Test
  void readThatFailsInTheMiddle_countsOnceInTheNext() {
    Ports ports = new Ports(4);
    board.poll(List.of(ports), T0);
    Arrays.fill(ports.passes, 5);
    ports.failsAfter = 2;
    board.poll(List.of(ports), T0 + 100);
    ports.failsAfter = Integer.MAX_VALUE;
    board.poll(List.of(ports), T0 + 200);

    assertThat(counted("tcp:1")).isEqualTo(5);
    assertThat(counted("tcp:4")).isEqualTo(5);
  }

  @Test
  void overflowOfATotal_countsWhatCameSince() {
    Ports ports = new Ports(1);
    ports.passes[0] = Long.MAX_VALUE - 2;
    board.poll(List.of(ports), T0);
    ports.passes[0] = Long.MAX_VALUE;
    board.poll(List.of(ports), T0 + 100);
    ports.passes[0] = 4;
    board.poll(List.of(ports), T0 + 200);

    assertThat(counted("tcp:1")).as("a total that has shrunk began anew").isEqualTo(2 + 4);
  }

  @Test
  void resourceThatWasForgotten_beginsAtNothingWhenItIsBack() {
    Ports ports = new Ports(2);
    Ports other = new Ports(1);
    board.poll(List.of(ports), T0);
    ports.passes[1] = 9;
    board.poll(List.of(ports), T0 + 100);
    board.poll(List.of(other), T0 + 200);
    board.poll(List.of(other), T0 + SignalBoard.FORGET_MS + 2_000);
    assertThat(board.views(T0)).hasSize(1);

    ports.passes[1] = 20;
    board.poll(List.of(other, ports), T0 + SignalBoard.FORGET_MS + 2_100);
    assertThat(counted("tcp:2")).as("a source that is new has a base line").isZero();
    ports.passes[1] = 23;
    board.poll(List.of(other, ports), T0 + SignalBoard.FORGET_MS + 2_200);
    assertThat(counted("tcp:2")).isEqualTo(3);
    assertThat(board.lastMinute("tcp:2", T0 + SignalBoard.FORGET_MS + 2_200))
        .containsEntry(SignalEvent.PASS, 3L);
  }

  @Test
  void namesThatChangeAllTheTime_doNotFillTheSheet() {
    long[] round = {0};
    SignalSource source =
        new SignalSource() {
          @Override
          public String origin() {
            return "kernel";
          }

          @Override
          public int rank() {
            return 10;
          }

          @Override
          public void read(SignalReader reader) {
            for (int i = 0; i < 2_000; i++) {
              reader.total("ip:" + round[0] + "." + i, SignalEvent.PASS, 1);
            }
          }
        };
    for (round[0] = 0; round[0] < 200; round[0]++) {
      board.poll(List.of(source), T0 + round[0] * 30_000);
    }

    assertThat(board.views(T0)).as("the last minute's").hasSizeLessThanOrEqualTo(4 * 2_000);
    assertThat(counted("ip:199.1999")).isEqualTo(1);
  }

  @Test
  void numbers_areAskedOncePerReader() {
    Ports ports = new Ports(2);
    int[] asked = {0};
    SignalReader reader =
        new SignalReader() {
          @Override
          public void total(String resource, SignalEvent event, long total) {}

          @Override
          public int counter(String resource, SignalEvent event) {
            return asked[0]++;
          }
        };
    readTwice(ports, reader);

    assertThat(asked[0]).isEqualTo(2);
    assertThat(ports.asked).isEqualTo(2);
  }

  private static void readTwice(Ports ports, SignalReader reader) {
    try {
      ports.read(reader);
      ports.read(reader);
    } catch (HookException e) {
      throw new AssertionError(e);
    }
  }

  /** One source tells each by its number, one in rows; all that can be asked of them is equal. */
  @Test
  void rows_areWhatNumbersAre() {
    SignalBoard single = new SignalBoard();
    long[] totals = new long[300];
    SignalSource rows = source(totals, true);
    SignalSource each = source(totals, false);
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      for (int place = 0; place < totals.length; place++) {
        totals[place] = random.nextInt(9) == 0 ? random.nextInt(3) - 1 : totals[place] + place % 3;
      }
      board.poll(List.of(rows), T0 + 100L * round);
      single.poll(List.of(each), T0 + 100L * round);

      assertThat(board.views(T0 + 100L * round)).isEqualTo(single.views(T0 + 100L * round));
    }
  }

  /** Places whose totals are in an array; one below 0 is not told. */
  private static SignalSource source(long[] totals, boolean rows) {
    CounterNumbers numbers = new CounterNumbers(Ports::name, SignalEvent.PASS);
    return new SignalSource() {
      @Override
      public String origin() {
        return "kernel";
      }

      @Override
      public int rank() {
        return 10;
      }

      @Override
      public void read(SignalReader reader) {
        numbers.begin(reader);
        if (rows) {
          numbers.totals(0, totals.length, totals);
          return;
        }
        for (int place = 0; place < totals.length; place++) {
          if (totals[place] >= 0) {
            numbers.total(place, 0, totals[place]);
          }
        }
      }
    };
  }
}
