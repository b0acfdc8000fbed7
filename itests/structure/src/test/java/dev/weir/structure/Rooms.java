package dev.weir.structure;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Every class of Weir's: those in the bundles, and the filter's, which a bundle carries as Wasm.
 */
public final class Rooms implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> test) {
    Set<Location> locations = new HashSet<>(Locations.ofPackage("dev.weir"));
    locations.add(
        Location.of(Path.of("../../wasm-targets/http/target/classes/dev/weir/wasm/http/filter")));
    return locations;
  }
}
