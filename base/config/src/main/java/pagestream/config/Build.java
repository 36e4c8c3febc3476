package pagestream.config;

import java.util.Optional;

/// Which build of Pagestream runs, as the manifest of its archive says.
public final class Build {
  private Build() {}

  /// `development` where it runs from classes that are in no archive.
  public static String version() {
    return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
