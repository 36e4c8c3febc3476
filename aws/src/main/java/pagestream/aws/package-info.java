/// The pipeline's streams, tables and events on AWS: the one module that knows the AWS SDK. What
/// each table's items look like stands in [pagestream.aws.RecordTable], [pagestream.aws.RunTable]
/// and [pagestream.aws.FailureTable]; start reading there.
@NullMarked
package pagestream.aws;

import org.jspecify.annotations.NullMarked;
