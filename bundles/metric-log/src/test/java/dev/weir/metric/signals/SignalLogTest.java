package dev.weir.metric.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.SignalEvent;
import dev.weir.manager.CapabilityView;
import dev.weir.manager.ExplainView;
import dev.weir.manager.HookView;
import dev.weir.manager.Manager;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalLogTest {

  @TempDir Path home = Path.of("");

  private final SignalLog log = new SignalLog(new Still(), Path.of("unused"));

  @AfterEach
  void close() {
    log.deactivate();
  }

  /** A manager of one resource that nothing happens to. */
  private static final class Still implements Manager {
    @Override
    public List<HookView> hooks() {
      return List.of();
    }

    @Override
    public List<CapabilityView> capabilities() {
      return List.of();
    }

    @Override
    public String log(String hook) {
      return "";
    }

    @Override
    public RulesView rules() {
      return new RulesView(0, List.of(), List.of(), Optional.empty());
    }

    @Override
    public List<RevisionView> revisions() {
      return List.of();
    }

    @Override
    public String rollback(long revision) {
      return "";
    }

    @Override
    public String release() {
      return "";
    }

    @Override
    public List<SignalView> signals() {
      return List.of(
          new SignalView("a", "kernel", Map.of(), Map.of(), Map.of(SignalEvent.PASS, 1L)));
    }

    @Override
    public List<SwitchView> switches() {
      return List.of();
    }

    @Override
    public Optional<ExplainView> explain(String rule) {
      return Optional.empty();
    }

    @Override
    public void attach(String hook, Optional<String> point) {}

    @Override
    public void detach(String hook) {}
  }

  /** A configuration as the framework would give it. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Given(boolean enabled, String folder, int max_file_count) implements Settings {
    @Override
    public String app() {
      return "weir";
    }

    @Override
    public boolean use_pid() {
      return false;
    }

    @Override
    public long single_file_max_size() {
      return 1000;
    }

    @Override
    public String prometheus_file() {
      return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return Settings.class;
    }
  }

  @Test
  void disabled_writesNothing() {
    log.modified(new Given(false, home.toString(), 8));
    assertThat(log.state().on()).isFalse();
    assertThat(log.state().folder()).isEqualTo(home);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void badConfiguration_isLeftAside_andTheLogGoesOn() {
    log.modified(new Given(true, home.toString(), 8));
    log.modified(new Given(true, home.resolve("other").toString(), 0));
    assertThat(log.state().on()).isTrue();
    assertThat(log.state().folder()).isEqualTo(home);
  }

  @Test
  void otherFolder_isGoneOnWith() {
    log.modified(new Given(true, home.toString(), 8));
    log.modified(new Given(true, home.resolve("other").toString(), 8));
    assertThat(log.state().folder()).isEqualTo(home.resolve("other"));
    log.modified(new Given(false, home.toString(), 8));
    assertThat(log.state().on()).isFalse();
  }
}
