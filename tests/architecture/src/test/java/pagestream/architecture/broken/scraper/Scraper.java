package pagestream.architecture.broken.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import pagestream.architecture.broken.writer.Writer;
import software.amazon.awssdk.regions.Region;

/// A stage that knows the next one, the SDK, Lambda and the terminal.
public final class Scraper {
  public Region scrape(Context context, Writer next) {
    System.out.println(context.getAwsRequestId() + next);
    return Region.EU_WEST_2;
  }
}
