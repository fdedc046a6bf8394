/** The commands of the service, and its log. */
@NullMarked
package org.apposite.cli.serve;

import org.jspecify.annotations.NullMarked;
