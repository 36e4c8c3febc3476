/// What `serverless.yml` and `resources.yml` say, so that one machine runs what is deployed. Start
/// reading at [pagestream.templates.Stack].
@NullMarked
package pagestream.templates;

import org.jspecify.annotations.NullMarked;
