package dev.weir.structure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    locations = Rooms.class,
    importOptions = {ImportOption.DoNotIncludeTests.class, StructureTest.OnlyWeir.class})
final class StructureTest {

  private static final String RULE = "dev.weir.rule..";
  private static final String ENGINE = "dev.weir.engine..";
  private static final String PATTERNS = "dev.weir.engine.match..";
  private static final String HOOK = "dev.weir.hook..";
  private static final String MANAGER = "dev.weir.manager..";
  private static final String OPENSERGO = "dev.weir.opensergo..";
  private static final String LIBBPF = "dev.weir.libbpf..";
  private static final String ENVOY = "dev.weir.envoy..";
  private static final String SOURCES = "dev.weir.source..";
  private static final String SOURCE_ETCD = "dev.weir.source.etcd..";
  private static final String SOURCE_KUBERNETES = "dev.weir.source.kubernetes..";
  private static final String SIMULATE = "dev.weir.simulate..";
  private static final String METRIC = "dev.weir.metric";
  private static final String METRIC_SIGNALS = "dev.weir.metric.signals..";
  private static final String SHELL = "dev.weir.shell..";
  private static final String XDP = "dev.weir.xdp..";
  private static final String TRAFFIC = "dev.weir.traffic..";
  private static final String TC_CLASSIFIER = "dev.weir.tc..";
  private static final String CONNECTION_GUARD = "dev.weir.connection..";
  private static final String TCP_RTT = "dev.weir.tcp..";
  private static final String DROPIN = "dev.weir.dropin..";
  private static final String WASM_SDK = "dev.weir.wasm.sdk..";
  private static final String WASM_LIMITS = "dev.weir.wasm.limits";
  private static final String WASM_LIMITS_PARAM = "dev.weir.wasm.limits.param..";
  private static final String WASM_LIMITS_SHARD = "dev.weir.wasm.limits.shard..";
  private static final String WASM_LIMITS_HOOK = "dev.weir.wasm.limits.hook..";
  private static final String WASM_FILTERS = "dev.weir.wasm.*.filter..";
  private static final String WASM_EXPORT = "dev.weir.wasm.export..";
  private static final String[] WASM_HOOKS = {
    "dev.weir.wasm.http", "dev.weir.wasm.grpc", "dev.weir.wasm.tcp", "dev.weir.wasm.service"
  };

  /** What runs on the JVM and in Wasm knows the JDK alone. */
  @ArchTest static final ArchRule ruleKnowsNobody = knows(RULE, RULE);

  @ArchTest static final ArchRule engineKnowsRules = knows(ENGINE, ENGINE, RULE);
  @ArchTest static final ArchRule spiKnowsRules = knows(HOOK, HOOK, RULE);

  @ArchTest
  static final ArchRule managerKnowsThePartsItTiesTogether =
      knows(MANAGER, MANAGER, RULE, ENGINE, HOOK);

  /** And what compiles a resource's pattern. */
  @ArchTest
  static final ArchRule opensergoKnowsTheSpi = knows(OPENSERGO, OPENSERGO, RULE, HOOK, PATTERNS);

  @ArchTest
  static final ArchRule simulateKnowsEngineAndFormats =
      knows(SIMULATE, SIMULATE, RULE, ENGINE, HOOK, OPENSERGO);

  @ArchTest static final ArchRule sourcesKnowTheSpi = knows(SOURCES, SOURCES, HOOK);
  @ArchTest static final ArchRule libbpfKnowsTheSpi = knows(LIBBPF, LIBBPF, RULE, HOOK);
  @ArchTest static final ArchRule envoyKnowsTheSpi = knows(ENVOY, ENVOY, RULE, HOOK);
  @ArchTest static final ArchRule metricLogKnowsTheEngine = knows(METRIC, METRIC, ENGINE, RULE);

  @ArchTest
  static final ArchRule metricLogOfTheDaemonKnowsTheManager =
      knows(METRIC_SIGNALS, METRIC_SIGNALS, METRIC, ENGINE, MANAGER, HOOK);

  @ArchTest
  static final ArchRule shellKnowsTheManager = knows(SHELL, SHELL, MANAGER, METRIC, HOOK, RULE);

  @ArchTest
  static final ArchRule xdpHooksKnowTheKernel = knows(XDP, XDP, TRAFFIC, LIBBPF, HOOK, RULE);

  @ArchTest
  static final ArchRule trafficKnowsTheKernel = knows(TRAFFIC, TRAFFIC, LIBBPF, HOOK, RULE);

  @ArchTest
  static final ArchRule classifierKnowsTheKernel =
      knows(TC_CLASSIFIER, TC_CLASSIFIER, TRAFFIC, LIBBPF, HOOK, RULE);

  @ArchTest
  static final ArchRule guardKnowsTheKernel =
      knows(CONNECTION_GUARD, CONNECTION_GUARD, LIBBPF, HOOK, RULE);

  @ArchTest static final ArchRule rttKnowsTheKernel = knows(TCP_RTT, TCP_RTT, LIBBPF, HOOK, RULE);

  @ArchTest static final ArchRule dropInKnowsTheKernel = knows(DROPIN, DROPIN, LIBBPF, HOOK, RULE);

  @ArchTest static final ArchRule sdkKnowsNobody = knows(WASM_SDK, WASM_SDK);

  @ArchTest
  static final ArchRule limitsKnowEngineAndSdk =
      knows(WASM_LIMITS, WASM_LIMITS, WASM_LIMITS_PARAM, WASM_LIMITS_SHARD, WASM_SDK, ENGINE, RULE);

  @ArchTest
  static final ArchRule filtersKnowLimitsAndSdk =
      knows(WASM_FILTERS, WASM_FILTERS, WASM_LIMITS, WASM_SDK, RULE);

  @ArchTest
  static final ArchRule hooksShareWhatTheyWrite =
      knows(
          WASM_LIMITS_HOOK,
          WASM_LIMITS_HOOK,
          WASM_LIMITS_PARAM,
          WASM_LIMITS_SHARD,
          PATTERNS,
          HOOK,
          RULE);

  /** By what rules are divided: by the hook that writes them and the filter that reads them. */
  @ArchTest
  static final ArchRule shardsKnowRules = knows(WASM_LIMITS_SHARD, WASM_LIMITS_SHARD, RULE);

  /** What a hotspot rule's key names: read by the hook that judges it, and by the filter. */
  @ArchTest static final ArchRule keysKnowRules = knows(WASM_LIMITS_PARAM, WASM_LIMITS_PARAM, RULE);

  @ArchTest
  static final ArchRule hooksOfTheFiltersKnowEnvoy =
      noClasses()
          .that()
          .resideInAnyPackage(WASM_HOOKS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.weir..")
                  .and(not(resideInAnyPackage(WASM_HOOKS)))
                  .and(not(resideInAnyPackage(WASM_LIMITS_HOOK, HOOK, RULE, ENVOY))));

  @ArchTest
  static final ArchRule exportKnowsFiltersAndFormats =
      knows(
          WASM_EXPORT,
          WASM_EXPORT,
          "dev.weir.wasm.http",
          "dev.weir.wasm.grpc",
          "dev.weir.wasm.tcp",
          "dev.weir.wasm.service",
          ENVOY,
          OPENSERGO,
          HOOK,
          RULE);

  @ArchTest static final ArchRule jnaIsBehindLibbpf = onlyBehind(LIBBPF, "com.sun.jna..");

  @ArchTest
  static final ArchRule xdsIsBehindEnvoy =
      onlyBehind(ENVOY, "io.envoyproxy..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule etcdIsBehindItsSource = onlyBehind(SOURCE_ETCD, "io.etcd..", "io.vertx..");

  @ArchTest
  static final ArchRule kubernetesIsBehindItsSource =
      onlyBehind(SOURCE_KUBERNETES, "io.fabric8..", "tools.jackson..");

  @ArchTest
  static final ArchRule grpcIsBehindEnvoyAndEtcd =
      noClasses()
          .that()
          .resideOutsideOfPackages(ENVOY, SOURCE_ETCD)
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.grpc..", "io.netty.."));

  @ArchTest
  static final ArchRule treesAreBehindOpensergo =
      onlyBehind(
          OPENSERGO, "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.dataformat..");

  @ArchTest
  static final ArchRule yamlIsBehindOpensergoAndExport =
      noClasses()
          .that()
          .resideOutsideOfPackages(OPENSERGO, WASM_EXPORT)
          .should()
          .dependOnClassesThat(resideInAPackage("org.yaml.snakeyaml.."));

  @ArchTest
  static final ArchRule noCyclesOfPackages =
      slices().matching("dev.weir.(**)").should().beFreeOfCycles();

  private static ArchRule knows(String room, String... rooms) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.weir..").and(not(resideInAnyPackage(rooms))));
  }

  private static ArchRule onlyBehind(String room, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries));
  }

  /** Leaves out what a bundle embeds. */
  static final class OnlyWeir implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return location.contains("/dev/weir/");
    }
  }
}
