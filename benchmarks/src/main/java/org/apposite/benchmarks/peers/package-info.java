/** The same seven variants in what users would pick instead, each as its own users would write it. */
@NullMarked
package org.apposite.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
