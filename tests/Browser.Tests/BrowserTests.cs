using ProcessAutomation.Browser.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one machine, one browser: side by side they only wait for each other
