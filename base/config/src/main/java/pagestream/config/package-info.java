/// What a program is told by its environment, and which build of it runs. Start reading at
/// [pagestream.config.Settings].
@NullMarked
package pagestream.config;

import org.jspecify.annotations.NullMarked;
