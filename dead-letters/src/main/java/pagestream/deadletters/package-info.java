/// The dead-letters function: what an event source mapping gave up on becomes failures, so that it
/// is not lost and its run settles. Start reading at [pagestream.deadletters.DeadLetters];
/// [pagestream.deadletters.DeadLettersHandler] is what Lambda calls.
@NullMarked
package pagestream.deadletters;

import org.jspecify.annotations.NullMarked;
