/// Recipes: how one site's page becomes records, as data. Start reading at
/// [pagestream.catalog.Recipe]; [pagestream.catalog.RecipeReader] turns a YAML file into one, and
/// [pagestream.catalog.FieldType] says what a field's text becomes.
@NullMarked
package pagestream.catalog;

import org.jspecify.annotations.NullMarked;
