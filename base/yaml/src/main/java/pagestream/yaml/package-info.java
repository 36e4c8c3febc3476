/// YAML files as people write them: a file is read key by key, and every mistake in it is named
/// with its line. Start reading at [pagestream.yaml.Yaml].
@NullMarked
package pagestream.yaml;

import org.jspecify.annotations.NullMarked;
