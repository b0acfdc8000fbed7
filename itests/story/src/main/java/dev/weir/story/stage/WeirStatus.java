package dev.weir.story.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.story.traffic.Wire;

/**
 * What {@code ./weir status --json} says.
 *
 * @param envoy its addresses
 * @param upstream {@code HOST:PORT} of the sample upstream
 * @param interfaceName where the kernel hooks sit
 * @param rules folder of the rule files, relative to the script's folder
 * @param karaf the daemon's shell
 * @param kernel {@code on}, {@code degraded} or {@code off}
 * @param reason why not {@code on}, or empty
 */
public record WeirStatus(
    Envoy envoy,
    String upstream,
    @JsonProperty("interface") String interfaceName,
    String rules,
    Karaf karaf,
    String kernel,
    String reason) {

  /**
   * The proxy.
   *
   * @param http {@code HOST:PORT} of its listener
   * @param admin {@code HOST:PORT} of its administration interface
   */
  public record Envoy(String http, String admin) {}

  /**
   * The daemon's shell.
   *
   * @param ssh port on the loopback interface
   */
  public record Karaf(int ssh) {}

  /**
   * Reads the script's answer.
   *
   * @throws IllegalArgumentException when a member is missing or is not as it should be
   */
  static WeirStatus parse(String json) {
    WeirStatus status = Wire.read(json, WeirStatus.class);
    if (status.envoy == null || status.karaf == null || status.rules == null) {
      throw new IllegalArgumentException(
          "expected a status with envoy, rules and karaf, was: " + json);
    }
    return status;
  }

  /** Whether the kernel hooks are in place. */
  public boolean kernelOn() {
    return "on".equals(kernel);
  }
}
