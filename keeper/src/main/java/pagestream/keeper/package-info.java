/// The keeper: what an event source mapping gave up on becomes failures, so that it is not lost and
/// its run settles. Start reading at [pagestream.keeper.Keeper]; [pagestream.keeper.KeeperHandler]
/// is what Lambda calls.
@NullMarked
package pagestream.keeper;

import org.jspecify.annotations.NullMarked;
