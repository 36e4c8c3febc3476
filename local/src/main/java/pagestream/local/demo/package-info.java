/// A web site of invented movies to scrape: start reading at [pagestream.local.demo.DemoSite].
@NullMarked
package pagestream.local.demo;

import org.jspecify.annotations.NullMarked;
