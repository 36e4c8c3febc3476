/// Lambda functions on one machine, each in a process of its own: start reading at
/// [pagestream.local.function.LocalFunction].
@NullMarked
package pagestream.local.function;

import org.jspecify.annotations.NullMarked;
