/** Clinical rules as beans of a Spring Boot application. */
@NullMarked
package org.apposite.spring;

import org.jspecify.annotations.NullMarked;
