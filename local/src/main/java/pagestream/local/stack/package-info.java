/// What `serverless.yml` and `resources.yml` say, so that one machine runs what is deployed. Start
/// reading at [pagestream.local.stack.Stack].
@NullMarked
package pagestream.local.stack;

import org.jspecify.annotations.NullMarked;
