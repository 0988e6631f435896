/** PostgreSQL over JDBC: transactions that may run again, statements, migrations. */
@NullMarked
package org.attune.platform.data;

import org.jspecify.annotations.NullMarked;
