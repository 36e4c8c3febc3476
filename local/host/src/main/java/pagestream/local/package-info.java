/// Hosts the whole pipeline on one machine: wires the functions to the emulator, as the templates
/// say. Start reading at [pagestream.local.LocalHost].
@NullMarked
package pagestream.local;

import org.jspecify.annotations.NullMarked;
