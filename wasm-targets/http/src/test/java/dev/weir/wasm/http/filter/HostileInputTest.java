package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and a broken control plane send to the module: no trap, no growth, no bypass. */
final class HostileInputTest {

  private final MockProxy proxy = new MockProxy();
  private final Worker vm = Module.start(proxy);
  private int pages;

  @BeforeEach
  void configure() {
    pages = ((EndiveVm) vm.guest()).pages();
    assertThat(
            vm.configure(Configurations.of(Configurations.rule("a", "GET:/orders", "2", 60_000))))
        .isTrue();
  }

  /** Whatever came, the limit of two is in force, and memory is what it was. */
  @AfterEach
  void stillDecides() {
    proxy.setMillis(proxy.millis() + 120_000);
    Request orders = Request.of("GET", "/orders?" + "x".repeat(3000));
    assertThat(vm.request(orders).passed()).isTrue();
    assertThat(vm.request(orders).passed()).isTrue();
    assertThat(vm.request(orders).passed()).isFalse();
    assertThat(((EndiveVm) vm.guest()).pages()).isEqualTo(pages);
  }

  @Test
  void missingPath_passesAndIsCounted() {
    Request request = new Request().with(":method", new byte[] {'G', 'E', 'T'});
    assertThat(vm.request(request).passed()).isTrue();
    assertThat(proxy.metrics().value("weir.undecided")).isEqualTo(1);
  }

  @Test
  void missingMethod_passesAndIsCounted() {
    Request request = new Request().with(":path", new byte[] {'/'});
    assertThat(vm.request(request).passed()).isTrue();
    assertThat(proxy.metrics().value("weir.undecided")).isEqualTo(1);
  }

  @Test
  void emptyPathAndMethod_pass() {
    Request request = new Request().with(":path", new byte[0]).with(":method", new byte[0]);
    assertThat(vm.request(request).passed()).isTrue();
  }

  @Test
  void largestPathThatAProxyAccepts_passes() {
    String path = "/orders" + "x".repeat(8 << 20);
    assertThat(vm.request(Request.of("GET", path)).passed()).isTrue();
    assertThat(proxy.metrics().value("weir.undecided")).isZero();
  }

  @Test
  void largestQueryThatAProxyAccepts_isLimited() {
    Request request = Request.of("GET", "/orders?" + "?x".repeat(4 << 20));
    assertThat(vm.request(request).passed()).isTrue();
    assertThat(vm.request(request).passed()).isTrue();
    assertThat(vm.request(request).passed()).isFalse();
  }

  @Test
  void longPathAndLongMethod_pass() {
    String path = "/" + "p".repeat(65_536);
    assertThat(vm.request(Request.of("M".repeat(65_536), path)).passed()).isTrue();
  }

  @Test
  void randomBytes_pass() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] path = new byte[random.nextInt(64)];
      byte[] method = new byte[random.nextInt(8)];
      random.nextBytes(path);
      random.nextBytes(method);
      Request request = new Request().with(":path", path).with(":method", method);
      assertThat(vm.request(request).passed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "{\"revision\":1}",
        "{\"revision\":1,\"rules\":[{}]}",
        "{\"revision\":1,\"rules\":[],\"x\":1}",
        "{\"revision\":1,\"rules\":[]} x",
        "{\"revision\":1,\"rules\":[],}",
        "{\"revision\":1,\"rules\":[,]}",
        "{\"revision\":1e3,\"rules\":[]}",
        "{\"revision\":99999999999999999999,\"rules\":[]}",
        "{\"revision\":1,\"revision\":2,\"rules\":[]}",
        "{\"revision\":\"1\",\"rules\":[]}"
      })
  void wrongConfiguration_isRefusedAndTheOldOneStays(String text) {
    assertThat(vm.configure(text)).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1))
        .startsWith("configuration refused, revision 1 stays in force: ");
  }

  @Test
  void megabyteOfGarbage_isRefused() {
    byte[] garbage = new byte[1 << 20];
    new Random(3).nextBytes(garbage);
    assertThat(vm.configure(garbage)).isFalse();
  }

  @Test
  void moreThanTheLargestConfiguration_isRefused() {
    byte[] text = new byte[Limits.MAX_CONFIGURATION + 1];
    assertThat(vm.configure(text)).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1)).contains("must have 1 to 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"revision\":", "{\"revision\":1,\"rules\":["})
  void deepNesting_isRefused(String opening) {
    assertThat(vm.configure(opening.repeat(100_000))).isFalse();
  }

  @Test
  void truncatedAtEveryByte_isRefused() {
    byte[] whole =
        Configurations.of(
                Configurations.rule(
                    "a",
                    "GET:/é",
                    "1.5e2",
                    1000,
                    ",\"fallback\":{\"status\":429,\"headers\":"
                        + "[{\"key\":\"k\",\"value\":\"\\ud83d\\ude00\"}],\"body\":\"\"}"))
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      assertThat(vm.configure(Arrays.copyOf(whole, length))).as("%d", length).isFalse();
    }
  }
}
