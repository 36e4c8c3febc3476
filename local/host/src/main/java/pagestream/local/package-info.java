/// Hosts the whole pipeline on one machine. Start reading at [pagestream.local.LocalHost]; to
/// change how functions run go to `function`, how HTTP reaches them to `gateway`, how streams do to
/// `mapping`, which engines stand behind to `engine`, the demo site to `demo`.
@NullMarked
package pagestream.local;

import org.jspecify.annotations.NullMarked;
