/** The source on a real etcd: {@link dev.weir.source.etcd.Etcd} starts, breaks and asks it. */
@NullMarked
package dev.weir.source.etcd;

import org.jspecify.annotations.NullMarked;
