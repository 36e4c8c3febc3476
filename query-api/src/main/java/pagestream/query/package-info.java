/// The query API: answers for records, runs and failures over HTTP, by Query and GetItem alone.
/// Start reading at [pagestream.query.QueryApi]; [pagestream.query.QueryApiHandler] is what Lambda
/// calls.
@NullMarked
package pagestream.query;

import org.jspecify.annotations.NullMarked;
