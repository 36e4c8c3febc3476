/// Lambda functions on one machine, each in a process of its own: start reading at
/// [pagestream.emulator.lambda.LocalFunction].
@NullMarked
package pagestream.emulator.lambda;

import org.jspecify.annotations.NullMarked;
