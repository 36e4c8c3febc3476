/// When a host may be asked for its next page: what is known of each host, and the rules that
/// follow from it. Start reading at [pagestream.pacing.HostState].
@NullMarked
package pagestream.pacing;

import org.jspecify.annotations.NullMarked;
