/// Recipes: how one site's page becomes records, as data. Start reading at
/// [pagestream.catalog.Recipe]; [pagestream.catalog.RecipeReader] turns a YAML file into one and
/// names every mistake in it.
@NullMarked
package pagestream.catalog;

import org.jspecify.annotations.NullMarked;
