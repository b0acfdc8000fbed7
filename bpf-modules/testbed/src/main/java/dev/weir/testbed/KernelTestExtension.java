package dev.weir.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether a kernel test can run here. */
final class KernelTestExtension implements ExecutionCondition {

  private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Matcher release = RELEASE.matcher(System.getProperty("os.version", ""));
    if (!release.matches()) {
      return ConditionEvaluationResult.disabled("SKIPPED: this is not Linux");
    }
    int number = Integer.parseInt(release.group(1)) * 10_000 + Integer.parseInt(release.group(2));
    if (number < 60_006) {
      return ConditionEvaluationResult.disabled(
          "SKIPPED: needs Linux 6.6 (tcx), this is " + System.getProperty("os.version"));
    }
    if (!Files.isWritable(Path.of("/proc/sys/kernel/hostname"))) {
      System.err.println(
          "SKIPPED "
              + context.getDisplayName()
              + ": kernel tests need root; run the build as root");
      return ConditionEvaluationResult.disabled("SKIPPED: needs root; run the build as root");
    }
    return ConditionEvaluationResult.enabled("root on Linux 6.6 or later");
  }
}
