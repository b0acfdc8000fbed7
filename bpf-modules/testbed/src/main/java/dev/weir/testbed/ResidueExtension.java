package dev.weir.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Compares what the kernel holds after a test with what it held before. */
final class ResidueExtension implements BeforeEachCallback, AfterEachCallback {

  /** The kernel frees programs and maps a while after the last reference is gone. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final Namespace NAMESPACE = Namespace.create(ResidueExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", Residue.inKernel());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Set<?> before = context.getStore(NAMESPACE).get("before", Set.class);
    await("nothing left in the kernel")
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              Set<String> left = new TreeSet<>(Residue.inKernel());
              left.removeAll(before);
              assertThat(left).isEmpty();
            });
  }
}
