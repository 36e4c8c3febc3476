package pagestream.pacing;

class InMemoryRobotsFilesTest extends RobotsFilesContract {
  @Override
  protected RobotsFiles make() {
    return new InMemoryRobotsFiles();
  }
}
