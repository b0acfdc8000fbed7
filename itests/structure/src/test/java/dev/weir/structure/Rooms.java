package dev.weir.structure;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every class of Weir's: those in the bundles, and the filters', which bundles carry as Wasm. */
public final class Rooms implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> test) {
    Set<Location> locations = new HashSet<>(Locations.ofPackage("dev.weir"));
    for (String filter : List.of("http", "grpc", "tcp")) {
      locations.add(
          Location.of(
              Path.of(
                  "../../wasm-targets/"
                      + filter
                      + "/target/classes/dev/weir/wasm/"
                      + filter
                      + "/filter")));
    }
    return locations;
  }
}
