/// Recipes: how one site's page becomes records, as data. Start reading at
/// [pagestream.recipe.Recipe]; [pagestream.recipe.RecipeReader] turns a YAML file into one and
/// names every mistake in it.
@NullMarked
package pagestream.recipe;

import org.jspecify.annotations.NullMarked;
