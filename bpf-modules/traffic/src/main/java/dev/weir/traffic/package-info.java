/**
 * Traffic rules as the tables that the limiting programs read: one compiler for tc and XDP, as the
 * programs share their headers, {@code weir/traffic/*.h}.
 *
 * <p>Start at {@link dev.weir.traffic.LimitModule}. A rule becomes a {@link
 * dev.weir.traffic.Limit}, all limits become {@link dev.weir.traffic.Tables} of classes and bit
 * vectors, and a {@link dev.weir.traffic.RuleTable} puts them in force; {@link
 * dev.weir.traffic.Layouts} mirrors the header {@code layout.h}. Nothing here knows a hook point or
 * attaches anything.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.traffic;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
